import { mount } from './app/mount.tsx';

/** The pane beside a workbook in Excel: drawn when Excel says that it is there, or that it isn't. */
if ('Office' in window)
  void Office.onReady(({ host }) => mount(host === Office.HostType.Excel ? Excel : undefined));
// the library couldn't be loaded: the pane does what it does in a browser
else mount();
