import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
} from '@fluentui/react-components';
import { type ReactNode, useState } from 'react';
import { useSession, useTexts } from '../context.ts';

/** Asks before an unsaved plan makes room for another. */
export function useReplacing(): { readonly ask: (then: () => void) => void; readonly dialog: ReactNode } {
  const session = useSession();
  const { pane } = useTexts();
  const [then, setThen] = useState<(() => void) | null>(null);
  return {
    ask: (next) => {
      if (session.unsaved) setThen(() => next);
      else next();
    },
    dialog: (
      <Dialog open={then !== null} onOpenChange={(_event, { open }) => open || setThen(null)}>
        <DialogSurface>
          <DialogBody>
            <DialogTitle>{pane.start.replace}</DialogTitle>
            <DialogContent>{pane.start.replaces}</DialogContent>
            <DialogActions fluid>
              <Button
                appearance="primary"
                onClick={() => {
                  then?.();
                  setThen(null);
                }}
              >
                {pane.start.replace}
              </Button>
              <Button onClick={() => setThen(null)}>{pane.cancel}</Button>
            </DialogActions>
          </DialogBody>
        </DialogSurface>
      </Dialog>
    ),
  };
}
