import { texts } from '../texts/texts.ts';

export const SETTINGS_TEXTS = texts(
  {
    language: 'Language',
    theme: 'Theme',
    themes: { system: 'As the system', light: 'Light', dark: 'Dark' },
    zone: 'Times in',
    zones: { customer: 'Customer’s time zone', local: 'My time zone', utc: 'UTC' },
  },
  {
    language: '语言',
    theme: '外观',
    themes: { system: '跟随系统', light: '浅色', dark: '深色' },
    zone: '时间显示',
    zones: { customer: '客户所在时区', local: '本地时区', utc: 'UTC' },
  },
);

/** Each language names itself. */
export const LANGUAGE_NAMES = { en: 'English', zh: '中文' } as const;
