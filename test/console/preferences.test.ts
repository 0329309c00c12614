/** What the console keeps of a person's choices, in a browser that may have none, other or broken ones. */
import { loadPreferences, savePreferences } from '../../src/console/preferences/preferences.ts';

function storageOf(stored: string | null) {
  let text = stored;
  return {
    getItem: () => text,
    setItem: (_key: string, value: string) => {
      text = value;
    },
  };
}

test('a new browser gets the first of its languages that the product speaks, and the defaults', () => {
  const defaults = { theme: 'system', zone: 'customer' };
  const load = (...languages: string[]) => loadPreferences(storageOf(null), languages);
  expect(load('zh-CN', 'en')).toEqual({ language: 'zh', ...defaults });
  expect(load('pt-BR', 'zh-Hans-SG')).toEqual({ language: 'zh', ...defaults });
  expect(load('pt-BR')).toEqual({ language: 'en', ...defaults });
  expect(load()).toEqual({ language: 'en', ...defaults });
});

test('what was chosen is there again', () => {
  const storage = storageOf(null);
  savePreferences(storage, { language: 'zh', theme: 'dark', zone: 'utc' });
  expect(loadPreferences(storage, ['en'])).toEqual({ language: 'zh', theme: 'dark', zone: 'utc' });
});

test.each(['{', '[]', 'null', '"zh"', '{"language":"xx","theme":7,"zone":{}}'])(
  'stored %s is not understood, and the defaults apply',
  (stored) => {
    expect(loadPreferences(storageOf(stored), ['en'])).toEqual({
      language: 'en',
      theme: 'system',
      zone: 'customer',
    });
  },
);

test('a browser that stores nothing keeps the choice for the page only', () => {
  const full = {
    getItem: () => null,
    setItem: () => {
      throw new Error('quota exceeded');
    },
  };
  expect(() => savePreferences(full, { language: 'zh', theme: 'dark', zone: 'utc' })).not.toThrow();
});
