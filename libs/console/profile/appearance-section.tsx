import { useId } from 'react';
import { chooseTheme, useTheme } from '../shell/theme.js';
import type { Theme } from '../shell/theme.js';
import { chooseLanguage, LANGUAGES, useLanguage } from '../text/language.js';
import type { Language } from '../text/language.js';
import { chooseZone, useZoneChoice, zoneOf } from '../text/zone.js';
import type { ZoneChoice } from '../text/zone.js';
import { Section } from '../ui/section.js';

/** Theme, language and where times are told, which hold at once. */
export function AppearanceSection() {
  const { t, language } = useLanguage();
  const theme = useTheme();
  const zone = useZoneChoice();
  const zones = { local: t('zoneLocal', { zone: zoneOf('local') }), utc: 'UTC' };
  const themes = { 'light dark': t('themeSystem'), light: t('themeLight'), dark: t('themeDark') };
  return (
    <Section title={t('appearance')}>
      <p>{t('appearanceText')}</p>
      <Choices
        label={t('theme')}
        value={theme}
        choices={themes}
        onChoose={(one) => chooseTheme(one as Theme)}
      />
      <Choices
        label={t('language')}
        value={language}
        choices={LANGUAGES}
        onChoose={(one) => chooseLanguage(one as Language)}
      />
      <Choices
        label={t('times')}
        value={zone}
        choices={zones}
        onChoose={(one) => chooseZone(one as ZoneChoice)}
      />
    </Section>
  );
}

interface ChoicesProps {
  label: string;
  value: string;
  choices: Record<string, string>;
  onChoose: (value: string) => void;
}

function Choices({ label, value, choices, onChoose }: ChoicesProps) {
  const id = useId();
  return (
    <fieldset className="field">
      <legend>{label}</legend>
      <div className="radios">
        {Object.entries(choices).map(([name, text]) => (
          <label key={name} className="radio">
            <input type="radio" name={id} checked={name === value} onChange={() => onChoose(name)} />
            {text}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
