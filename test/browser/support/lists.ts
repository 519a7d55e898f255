import type { Locator, Page } from 'playwright-core';

/** Waits for exactly this text. */
export const found = (page: Page, text: string): Promise<void> =>
  page.getByText(text, { exact: true }).waitFor();

/** @returns the row with this text in it. */
export const row = (page: Page, text: string): Locator => page.getByRole('row').filter({ hasText: text });

/** Opens the menu of a row. */
export async function openMenu(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: new RegExp(`Actions for .*${name}`) }).click();
  await page.getByRole('menu').waitFor();
}

/** Opens the menu of a row and takes an item of it. */
export async function choose(page: Page, name: string, item: string): Promise<void> {
  await openMenu(page, name);
  await page.getByRole('menuitem', { name: item, exact: true }).click();
}

/** Confirms what a dialog asks, and waits until it is done. */
export async function confirm(page: Page, button: string): Promise<void> {
  const dialog = page.getByRole('alertdialog');
  await dialog.getByRole('button', { name: button }).click();
  await dialog.waitFor({ state: 'detached' });
}
