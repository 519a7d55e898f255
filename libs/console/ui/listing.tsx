import type { ReactNode } from 'react';
import { useLanguage } from '../text/language.js';
import { LoadFailure } from './load-failure.js';
import { Pager } from './pager.js';

interface ListPage<Item> {
  items: Item[];
  listmeta: { count: number; continue: string };
}

interface ListingProps<Item> {
  query: { data: ListPage<Item> | undefined; error: Error | null; refetch: () => Promise<unknown> };
  /** @returns how many there are, in words. */
  found: (count: number) => string;
  /** What is shown in place of no items. */
  empty: ReactNode;
  after: string | undefined;
  trail: string[];
  onGo: (after: string | undefined, trail: string[]) => void;
  children: (items: Item[]) => ReactNode;
}

/** A page of a list: how many there are, the items, and the ways to other pages. When it cannot be read anew, the old one stays. */
export function Listing<Item>({ query, found, empty, children, ...pager }: ListingProps<Item>) {
  const { t } = useLanguage();
  const { data, error, refetch } = query;
  return (
    <>
      {error && <LoadFailure error={error} onRetry={() => void refetch()} />}
      {!data && !error && <p role="status">{t('loading')}</p>}
      {data && (
        <>
          <p role="status" className="hint">
            {found(data.listmeta.count)}
          </p>
          {data.items.length === 0 ? empty : children(data.items)}
          <Pager next={data.listmeta.continue} {...pager} />
        </>
      )}
    </>
  );
}
