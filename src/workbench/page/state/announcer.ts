/** Says to a screen reader what has happened elsewhere on the page. */
type Listener = (text: string) => void;

let listener: Listener = () => {};

export function onAnnounce(take: Listener): () => void {
  listener = take;
  return () => {
    listener = () => {};
  };
}

/** Politely: after what is being read. */
export function announce(text: string): void {
  listener(text);
}
