import { mount } from './app/mount.tsx';

/** The pane as a page of its own, in any browser. */
mount();
