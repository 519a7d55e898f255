/**
 * Copies what an element shows. Pages that came over plain http have no clipboard; there the text itself is selected and copied. An element
 * made for it beside a modal dialog could not be selected, and the browser would say that it was copied all the same.
 * @returns false when it did not work; the text is selected then.
 */
export async function copyShown(element: HTMLElement): Promise<boolean> {
  if (await written(element.textContent)) return true;
  const range = document.createRange();
  range.selectNodeContents(element);
  const selection = getSelection();
  selection?.removeAllRanges();
  selection?.addRange(range);
  const isCopied = document.execCommand('copy');
  if (isCopied) selection?.removeAllRanges();
  return isCopied;
}

async function written(text: string): Promise<boolean> {
  const clipboard = navigator.clipboard as Clipboard | undefined;
  return (
    clipboard?.writeText(text).then(
      () => true,
      () => false,
    ) ?? false
  );
}
