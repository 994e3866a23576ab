import { mount } from './app/mount.tsx';

/** The pane beside a workbook in Excel: drawn when Excel says that it is there, or that it isn't. */
if ('Office' in window) void Office.onReady(({ host }) => start(host === Office.HostType.Excel));
// the library couldn't be loaded: the pane does what it does in a browser
else void start(false);

async function start(besideExcel: boolean): Promise<void> {
  if (!besideExcel) {
    mount();
    return;
  }
  // apart, since it brings along how a workbook is drawn
  const { Desk } = await import('./app/desk.ts');
  mount((room, texts) => new Desk(Excel, room, texts));
}
