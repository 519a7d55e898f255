import { Column, PrimaryColumn } from 'typeorm';
import type { ColumnOptions } from 'typeorm';

/** A uid (UUIDv7 as text, 36 characters), made by the application. */
export const UidColumn = (options: ColumnOptions = {}) => Column({ type: 'varchar', length: 36, ...options });

/** The uid that is the row's primary key. */
export const PrimaryUidColumn = () => PrimaryColumn({ type: 'varchar', length: 36 });

/** An instant, UTC with milliseconds; always set by the application's clock. */
export const TimeColumn = (options: ColumnOptions = {}) =>
  Column({ type: 'datetime', precision: 3, ...options });

/** A short text. */
export const TextColumn = (length: number, options: ColumnOptions = {}) =>
  Column({ type: 'varchar', length, ...options });

/** true or false. */
export const FlagColumn = () => Column({ type: Boolean });

/** A map from names to texts, stored as JSON text. */
export const TextMapColumn = () => Column({ type: 'simple-json' });
