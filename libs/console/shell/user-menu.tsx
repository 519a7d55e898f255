import { Menu } from '@base-ui/react/menu';
import { useNavigate } from '@tanstack/react-router';
import { session } from '../session/current.js';
import type { Me } from '../session/me.js';
import { chooseLanguage, LANGUAGES, useLanguage } from '../text/language.js';
import type { Language } from '../text/language.js';
import { chooseTheme, useTheme } from './theme.js';
import type { Theme } from './theme.js';

/** Who is signed in, and what they choose for themselves. */
export function UserMenu({ me }: { me: Me }) {
  const { t, language } = useLanguage();
  const theme = useTheme();
  const navigate = useNavigate();
  const themes = { 'light dark': t('themeSystem'), light: t('themeLight'), dark: t('themeDark') };
  return (
    <Menu.Root>
      <Menu.Trigger className="user-menu">
        <span className="hidden">{t('userMenu')}: </span>
        <bdi className="user-name">{me.name}</bdi>
        <bdi className="quiet user-org">{me.orgName}</bdi>
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner className="positioner" align="end" sideOffset={4}>
          <Menu.Popup className="menu">
            <Menu.Item className="item" onClick={() => void navigate({ to: '/me/profile' })}>
              {t('profile')}
            </Menu.Item>
            <Menu.Item className="item" onClick={() => void navigate({ to: '/me/keys' })}>
              {t('myApiKeys')}
            </Menu.Item>
            <Menu.Separator className="separator" />
            <Choices
              label={t('theme')}
              value={theme}
              choices={themes}
              onChoose={(one) => chooseTheme(one as Theme)}
            />
            <Menu.Separator className="separator" />
            <Choices
              label={t('language')}
              value={language}
              choices={LANGUAGES}
              onChoose={(one) => chooseLanguage(one as Language)}
            />
            <Menu.Separator className="separator" />
            <Menu.Item className="item" onClick={() => void session.logOut()}>
              {t('signOut')}
            </Menu.Item>
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}

interface ChoicesProps {
  label: string;
  value: string;
  choices: Record<string, string>;
  onChoose: (value: string) => void;
}

function Choices({ label, value, choices, onChoose }: ChoicesProps) {
  return (
    <Menu.Group>
      <Menu.GroupLabel className="group-label">{label}</Menu.GroupLabel>
      <Menu.RadioGroup value={value} onValueChange={onChoose}>
        {Object.entries(choices).map(([name, text]) => (
          <Menu.RadioItem key={name} value={name} className="item" closeOnClick>
            <span className="mark">
              <Menu.RadioItemIndicator>✓</Menu.RadioItemIndicator>
            </span>
            {text}
          </Menu.RadioItem>
        ))}
      </Menu.RadioGroup>
    </Menu.Group>
  );
}
