/** Country and time zone. The choice of a country proposes its zone. */
import { useMemo, useState } from 'react';
import { useLanguage, useTexts } from '../preferences/preferences-context.tsx';
import { SelectField } from '../ui/select-field.tsx';
import { countryOptions } from './countries.ts';
import { CUSTOMERS_TEXTS } from './customers-texts.ts';
import { NEW_CUSTOMER_TEXTS } from './new-customer-texts.ts';
import { likelyZone, zoneLabel, zonesOf } from './time-zones.ts';

export function CountryFields() {
  const words = useTexts(NEW_CUSTOMER_TEXTS);
  const names = useTexts(CUSTOMERS_TEXTS);
  const language = useLanguage();
  const [country, setCountry] = useState('');
  const countries = useMemo(() => countryOptions(language), [language]);
  const zones = useMemo(() => (country === '' ? [] : zonesOf(country)), [country]);
  const ofBrowser = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return (
    <div className="form-grid">
      <SelectField
        name="country"
        label={names.country}
        hint={words.countryHint}
        none={words.chooseCountry}
        required
        options={countries}
        onChoose={setCountry}
      />
      <SelectField
        key={country}
        name="timeZone"
        label={names.timeZone}
        hint={words.zoneHint}
        none={words.chooseZone}
        required
        chosen={likelyZone(country, zones, ofBrowser)}
        options={zones.map((value) => ({ value, label: zoneLabel(value, language) }))}
      />
    </div>
  );
}
