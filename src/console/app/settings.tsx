/** The switches for language, theme and time zone. */
import { usePreferences, useTexts } from '../preferences/preferences-context.tsx';
import { ZONE_CHOICES } from '../format/instant.ts';
import { LANGUAGES } from '../texts/texts.ts';
import { THEMES } from '../theme/theme.ts';
import { Select } from '../ui/select.tsx';
import { LANGUAGE_NAMES, SETTINGS_TEXTS } from './settings-texts.ts';

export function Settings() {
  const { language, theme, zone, choose } = usePreferences();
  const words = useTexts(SETTINGS_TEXTS);
  return (
    <>
      <Select
        label={words.language}
        value={language === 'pseudo' ? 'en' : language}
        options={LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value] }))}
        onChoose={(chosen) => choose({ language: chosen })}
      />
      <Select
        label={words.theme}
        value={theme}
        options={THEMES.map((value) => ({ value, label: words.themes[value] }))}
        onChoose={(chosen) => choose({ theme: chosen })}
      />
      <Select
        label={words.zone}
        value={zone}
        options={ZONE_CHOICES.map((value) => ({ value, label: words.zones[value] }))}
        onChoose={(chosen) => choose({ zone: chosen })}
      />
    </>
  );
}
