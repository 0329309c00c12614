/** Preferences of the person for all components, and the texts in their language. */
import { createContext, useContext, useEffect, useMemo, useState, type ReactNode } from 'react';
import { languageOf, textsIn, type Language, type Texts } from '../texts/texts.ts';
import { applyTheme } from '../theme/theme.ts';
import { loadPreferences, savePreferences, type Preferences } from './preferences.ts';

interface ChosenPreferences extends Preferences {
  readonly choose: (change: Partial<Preferences>) => void;
}

const Context = createContext<ChosenPreferences | null>(null);

export function PreferencesProvider({ children }: { readonly children: ReactNode }) {
  const [preferences, setPreferences] = useState(() => loadPreferences(localStorage, navigator.languages));
  const { language, theme } = preferences;
  useEffect(() => {
    document.documentElement.lang = languageOf(language) === 'zh' ? 'zh-Hans' : 'en';
  }, [language]);
  useEffect(() => applyTheme(theme, document.documentElement), [theme]);
  const chosen = useMemo(
    () => ({
      ...preferences,
      choose: (change: Partial<Preferences>) => {
        const changed = { ...preferences, ...change };
        savePreferences(localStorage, changed);
        setPreferences(changed);
      },
    }),
    [preferences],
  );
  return <Context value={chosen}>{children}</Context>;
}

export function usePreferences(): ChosenPreferences {
  const preferences = useContext(Context);
  if (preferences === null) throw new Error('a component is outside of PreferencesProvider');
  return preferences;
}

/** The texts of a concept in the language of the page. */
export function useTexts<T>(texts: Texts<T>): ReturnType<typeof textsIn<T>> {
  return textsIn(texts, usePreferences().language);
}

/** The language for formats and for the API. */
export function useLanguage(): Language {
  return languageOf(usePreferences().language);
}
