/** How many frames a list may take to be without a row. */
const FRAMES = 10;

/** Whatever had the focus may be gone, as the row of a key that was deleted: then the page's heading says where one is. */
export function findLostFocus(frames = FRAMES): void {
  requestAnimationFrame(() => {
    const { activeElement } = document;
    if (activeElement === null || activeElement === document.body)
      document.querySelector<HTMLElement>('h1')?.focus();
    else if (frames > 1) findLostFocus(frames - 1);
  });
}
