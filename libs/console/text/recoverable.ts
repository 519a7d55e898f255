import type { Message } from './message.js';

/** The texts of keys that can be shown again. */
export const RECOVERABLE_EN = {
  recoverableKeys: 'Recoverable keys',
  recoverableKeysHint:
    'On: the values of keys that are made or rotated from now on are kept, encrypted, and can be shown again to their owners and to whoever has the permission, after a fresh login; each time is in the audit log. Off: a key is shown once and stored as a digest, which is safer.',
  eraseTitle: 'Erase all kept keys?',
  eraseText:
    'Switching recoverable keys off erases the kept values of all keys of the organisation, for good. The keys go on working, and none of them can be shown again.',
  eraseButton: 'Switch off and erase',
  reveal: 'Show key',
  revealTitle: 'Show {name}',
  revealText:
    'Whoever sees this key can do what its owner may. That you have seen it is written in the audit log.',
  revealLogin:
    'To see a key you must have signed in within the last five minutes. Enter your password again.',
  revealedText: 'Keep it where only your program can read it. Close this as soon as you have it.',
  saidRevealed: '{name} is shown.',
  errorNotRecoverable:
    'The value of this key was not kept: only keys that are made or rotated while recoverable keys are on can be shown again.',
};

export const RECOVERABLE_DE: Record<keyof typeof RECOVERABLE_EN, Message> = {
  recoverableKeys: 'Wiederherstellbare Schlüssel',
  recoverableKeysHint:
    'Ein: die Werte von Schlüsseln, die ab jetzt angelegt oder erneuert werden, werden verschlüsselt aufbewahrt und lassen sich nach frischer Anmeldung noch einmal zeigen, ihren Besitzern und wem das Recht gegeben ist; jedes Mal steht im Protokoll. Aus: ein Schlüssel wird einmal gezeigt und nur als Prüfsumme gespeichert, was sicherer ist.',
  eraseTitle: 'Alle aufbewahrten Schlüssel löschen?',
  eraseText:
    'Wer wiederherstellbare Schlüssel ausschaltet, löscht die aufbewahrten Werte aller Schlüssel der Organisation für immer. Die Schlüssel gelten weiter; gezeigt werden kann keiner mehr.',
  eraseButton: 'Ausschalten und löschen',
  reveal: 'Schlüssel zeigen',
  revealTitle: '{name} zeigen',
  revealText:
    'Wer diesen Schlüssel sieht, kann alles, was sein Besitzer darf. Dass Sie ihn gesehen haben, steht im Protokoll.',
  revealLogin:
    'Um einen Schlüssel zu sehen, müssen Sie sich in den letzten fünf Minuten angemeldet haben. Geben Sie Ihr Passwort noch einmal ein.',
  revealedText:
    'Legen Sie ihn dorthin, wo nur Ihr Programm ihn lesen kann. Schließen Sie dies, sobald Sie ihn haben.',
  saidRevealed: '{name} wird gezeigt.',
  errorNotRecoverable:
    'Der Wert dieses Schlüssels wurde nicht aufbewahrt: nur Schlüssel, die angelegt oder erneuert werden, solange wiederherstellbare Schlüssel eingeschaltet sind, lassen sich noch einmal zeigen.',
};
