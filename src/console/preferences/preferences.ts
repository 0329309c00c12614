/** What a person chose for this browser: language, theme and time zone. It is stored in the browser only. */
import { ZONE_CHOICES, type ZoneChoice } from '../format/instant.ts';
import { LANGUAGES, type ShownLanguage } from '../texts/texts.ts';
import { THEMES, type Theme } from '../theme/theme.ts';

export interface Preferences {
  readonly language: ShownLanguage;
  readonly theme: Theme;
  readonly zone: ZoneChoice;
}

/** The local storage of a browser. */
interface PreferenceStorage {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
}

const KEY = 'preferences';
const SHOWN: readonly ShownLanguage[] = [...LANGUAGES, 'pseudo'];

/** The stored preferences; what is missing or unknown is taken from the languages of the browser and the defaults. */
export function loadPreferences(storage: PreferenceStorage, languages: readonly string[]): Preferences {
  const stored = storedIn(storage);
  return {
    language: oneOf(SHOWN, stored['language']) ?? spokenIn(languages),
    theme: oneOf(THEMES, stored['theme']) ?? 'system',
    zone: oneOf(ZONE_CHOICES, stored['zone']) ?? 'customer',
  };
}

/** Stores the preferences. A browser that stores nothing shows them until the page is closed. */
export function savePreferences(storage: PreferenceStorage, preferences: Preferences): void {
  try {
    storage.setItem(KEY, JSON.stringify(preferences));
  } catch {
    // Storage is full or blocked.
  }
}

function storedIn(storage: PreferenceStorage): Readonly<Record<string, unknown>> {
  try {
    const stored: unknown = JSON.parse(storage.getItem(KEY) ?? '{}');
    return typeof stored === 'object' && stored !== null ? { ...stored } : {};
  } catch {
    return {};
  }
}

function oneOf<T extends string>(known: readonly T[], value: unknown): T | undefined {
  return known.find((candidate) => candidate === value);
}

/** The first language of the browser that the product speaks. */
function spokenIn(languages: readonly string[]): ShownLanguage {
  const codes = languages.map((tag) => tag.toLowerCase().split('-', 1)[0]);
  return (
    oneOf(
      LANGUAGES,
      codes.find((code) => oneOf(LANGUAGES, code) !== undefined),
    ) ?? 'en'
  );
}
