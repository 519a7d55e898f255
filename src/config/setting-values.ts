import type { SETTINGS, SettingName } from './setting-definitions.js';

type Read<Name extends SettingName> = ReturnType<(typeof SETTINGS)[Name]['kind']>;
type Value<Name extends SettingName> = (typeof SETTINGS)[Name] extends { fallback: string }
  ? Read<Name>
  : Read<Name> | undefined;

/** The settings as they are named in the environment, typed. */
export type SettingValues = { readonly [Name in SettingName]: Value<Name> };

/** The same while faults are looked for: what could not be read is not there. */
export type ReadSettings = Partial<SettingValues>;
