import type { Message } from './message.js';
import type { PEOPLE_EN } from './people.en.js';

export const PEOPLE_DE: Record<keyof typeof PEOPLE_EN, Message> = {
  overview: 'Übersicht',
  users: 'Benutzer',
  inviteUser: 'Benutzer einladen',
  invite: 'Einladen',
  name: 'Name',
  firstName: 'Vorname',
  lastName: 'Nachname',
  roles: 'Rollen',
  lastSignIn: 'Letzte Anmeldung',
  locked: 'Ausgesperrt, bis das Passwort zurückgesetzt ist',
  lockedUntil: 'Ausgesperrt bis {time}',
  searchUsersHint: 'Teil eines Namens; mit einem @ Teil einer E-Mail-Adresse',
  usersFound: { one: '{count} Benutzer', other: '{count} Benutzer' },
  noUserMatches: 'Kein Benutzer passt',
  noUserMatchesText:
    'Eine andere Suche findet vielleicht welche. Wer keinen Namen hat, wird über die Adresse gefunden: tippen Sie ein @ dazu.',
  activationLink: 'Aktivierungslink',
  resetLink: 'Link zum Zurücksetzen des Passworts',
  unlock: 'Entsperren',
  signOutEverywhere: 'Überall abmelden',
  disable: 'Deaktivieren',
  enable: 'Aktivieren',
  emailTaken: 'Diese Adresse hat schon jemand in Ihrer Organisation.',
  activationLinkTitle: 'Aktivierungslink von {name} zeigen?',
  activationLinkText: 'Wer ihn öffnet, setzt das Passwort dieses Kontos. Geben Sie ihn niemand anderem.',
  activationLinkShow: 'Link zeigen',
  resetLinkTitle: 'Link zum Zurücksetzen für {name} anlegen?',
  resetLinkText:
    'Wer ihn öffnet, setzt ein neues Passwort für dieses Konto; dessen Sitzungen enden damit. Bis dahin gilt das jetzige weiter. Wo der Dienst Mails verschickt, kommt der Link auch per Mail an.',
  resetLinkShow: 'Link anlegen',
  linkText:
    'Geben Sie diesen Link weiter: wer ihn öffnet, setzt das Passwort dieses Kontos. Er gilt ein Mal und eine Stunde lang. Wo der Dienst Mails verschickt, ist auch eine unterwegs.',
  linkGone:
    'Es gibt keinen Link zu zeigen: das Passwort ist inzwischen gesetzt, oder der Link kommt nur per Mail.',
  copyLink: 'Link kopieren',
  closeLinkUncopied:
    'Sie haben den Link nicht kopiert. Das Menü des Benutzers zeigt einen anderen. Trotzdem schließen?',
  disableTitle: '{name} deaktivieren?',
  disableText:
    'Die Person wird überall abgemeldet und kann sich erst wieder anmelden, wenn jemand sie aktiviert.',
  disableUser: 'Benutzer deaktivieren',
  keysStop: {
    one: '{count} API-Schlüssel gilt ab sofort nicht mehr. Nach dem Aktivieren gilt er wieder.',
    other: '{count} API-Schlüssel gelten ab sofort nicht mehr. Nach dem Aktivieren gelten sie wieder.',
  },
  noKeyStops: 'Sie hat keinen aktiven API-Schlüssel.',
  keysUncounted:
    'Die API-Schlüssel der Person gelten ab sofort nicht mehr; wie viele es sind, ließ sich nicht sagen.',
  enableTitle: '{name} aktivieren?',
  enableText: 'Die Person kann sich wieder anmelden, und ihre API-Schlüssel gelten wieder.',
  enableUser: 'Benutzer aktivieren',
  unlockTitle: '{name} entsperren?',
  unlockText:
    'Zu viele falsche Passwörter sperren die Person aus. Sie kann es sofort wieder versuchen, mit ihrem bisherigen Passwort.',
  unlockUser: 'Benutzer entsperren',
  endSessionsTitle: '{name} überall abmelden?',
  endSessionsText:
    'Alle Sitzungen der Person enden jetzt. Ihre API-Schlüssel gelten weiter, und sie kann sich wieder anmelden.',
  deleteUserText: 'Das Konto und seine Sitzungen werden für immer gelöscht.',
  deleteUser: 'Benutzer löschen',
  keysGo: {
    one: '{count} API-Schlüssel wird mit gelöscht. Programme, die ihn benutzen, werden ab jetzt abgewiesen.',
    other:
      '{count} API-Schlüssel werden mit gelöscht. Programme, die sie benutzen, werden ab jetzt abgewiesen.',
  },
  noKeyGoes: 'Es hat keinen API-Schlüssel.',
  saidInvited: '{name} wurde eingeladen.',
  saidDisabled: '{name} ist jetzt inaktiv.',
  saidEnabled: '{name} ist wieder aktiviert.',
  saidUnlocked: '{name} ist nicht mehr ausgesperrt.',
  saidSessionsEnded: '{name} ist überall abgemeldet.',
  errorLastAdministrator: 'Das ist die letzte aktive Verwaltung. Machen Sie zuerst jemand anderen dazu.',
  errorResetNeeded:
    'Nach so vielen falschen Passwörtern hilft nur ein neues. Legen Sie einen Link zum Zurücksetzen an.',
  errorPending: 'Das erste Passwort ist noch nicht gesetzt. Geben Sie den Aktivierungslink weiter.',
  activeKeys: 'Aktive API-Schlüssel',
  expiringKeys: 'Laufen in 7 Tagen ab',
  inactiveKeys: 'Inaktive API-Schlüssel',
  atLeast: '{count} oder mehr',
  gettingStarted: 'Erste Schritte',
  hideSteps: 'Diese Schritte ausblenden',
  saidHidden: 'Die Schritte bleiben ab jetzt ausgeblendet.',
  done: 'Erledigt',
  toDo: 'Offen',
  stepKey: 'Legen Sie den ersten API-Schlüssel an',
  stepKeyText: 'Damit ruft ein Programm Ihre Dienste auf, im Namen des Besitzers.',
  stepCall: 'Rufen Sie etwas damit auf',
  stepCallText:
    'Setzen Sie den Schlüssel an die Stelle von YOUR_API_KEY. Der Aufruf zeigt sich hier nach ein bis zwei Minuten.',
  copyCommand: 'Befehl kopieren',
  stepUser: 'Laden Sie einen Benutzer ein',
  stepUserText: 'Alle melden sich mit einem eigenen Konto an und verwalten ihre eigenen Schlüssel.',
};
