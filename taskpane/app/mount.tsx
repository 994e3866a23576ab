import { createRoot } from 'react-dom/client';
import { nl, type Texts } from '../../src/texts/index.ts';
import { startWorkroom } from '../worker/client.ts';
import type { FileMade, Workroom } from '../worker/protocol.ts';
import { App } from './App.tsx';
import type { Desk } from './desk.ts';
import { Session, type Tab } from './session.ts';

/** Where a button of Excel's ribbon leads: `?taak=bereken`. */
const TASKS: Readonly<Record<string, Tab>> = { openen: 'start', bereken: 'fit', uitleg: 'explain' };

/**
 * Draws the pane on the page. The language is Dutch, or English where the address asks for it (`?taal=en`).
 * @param desk the workbook in Excel, where the pane stands beside one
 */
export function mount(desk?: (room: Workroom, texts: Texts) => Desk): void {
  const parameters = new URLSearchParams(window.location.search);
  const language = parameters.get('taal') === 'en' ? 'en' : 'nl';
  void textsOf(language).then((texts) => {
    document.documentElement.lang = language;
    const session = new Session(
      texts,
      (report) => startWorkroom(language, report),
      download,
      desk && ((room) => desk(room, texts)),
    );
    if (desk) void session.openDesk();
    const task = TASKS[parameters.get('taak') ?? ''];
    if (task) session.go(task);
    window.addEventListener('beforeunload', (event) => {
      // the browser asks whether to leave; without this a plan would be gone silently
      if (session.unsaved) event.preventDefault();
    });
    const place = document.getElementById('samenplan');
    if (place) createRoot(place).render(<App session={session} />);
  });
}

const textsOf = async (language: 'nl' | 'en'): Promise<Texts> =>
  language === 'en' ? (await import('../../src/texts/en.ts')).en : nl;

/** Gives a file to the user by the browser's own download. */
function download({ name, type, bytes }: FileMade): void {
  const address = URL.createObjectURL(new Blob([bytes as Uint8Array<ArrayBuffer>], { type }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // not at once: the browser still has to read it
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
