import type { Locator, Page } from 'playwright-core';

const MOST_TABS = 30;

/** What a task took. */
interface Effort {
  clicks: number;
  fields: number;
  pastes: number;
}

/**
 * Does with mouse and keyboard what a person does, and counts it. The Tab key leads to a field that is to be filled, where the page has not put
 * the focus there by itself: a click that would lead there counts as one.
 */
export class Hand {
  readonly effort: Effort = { clicks: 0, fields: 0, pastes: 0 };

  constructor(private readonly page: Page) {}

  async click(target: Locator): Promise<void> {
    this.effort.clicks++;
    await target.click();
  }

  async fill(target: Locator, text: string): Promise<void> {
    this.effort.fields++;
    await this.reach(target);
    await this.page.keyboard.type(text);
  }

  async paste(target: Locator): Promise<void> {
    this.effort.pastes++;
    await this.reach(target);
    await this.page.keyboard.press('Control+V');
  }

  private async reach(target: Locator): Promise<void> {
    await target.waitFor();
    for (let tabs = 0; !(await target.evaluate((field) => field === document.activeElement)); tabs++) {
      if (tabs === MOST_TABS) throw new Error(`${String(target)} cannot be reached by Tab`);
      await this.page.keyboard.press('Tab');
    }
  }
}
