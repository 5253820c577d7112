import { computed, effect } from "@preact/signals";
import { openStream } from "../shared/stream";
import { inboxChanged } from "./staff-inbox-store";
import type { Marks, Message } from "./staff-api";
import { markRead, takeMarks, takeMessage, thread } from "./staff-thread-store";

const person = computed(() => thread.value?.young_person);

/** Hears what is new until the function it gives back is called: that the list changed, and every word of the thread that is open. */
export function listenLive(): () => void {
  let close = (): void => undefined;
  const end = effect(() => {
    const who = person.value, open = thread.peek();
    close();
    close = openStream({
      path: "/api/messages/stream", at: new Map(who && open ? [[who, open.last_seq]] : []),
      message: ({ thread: of, message }) => { takeMessage(of, message as Message); inboxChanged(); },
      events: { marks: (data) => { const { thread: of, marks } = data as { thread: string; marks: Marks }; takeMarks(of, marks); }, inbox: inboxChanged },
      opened: () => { inboxChanged(); void markRead(); },
      refused: inboxChanged,
    });
  });
  return () => { end(); close(); };
}
