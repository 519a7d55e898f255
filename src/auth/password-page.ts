/** The page behind an activation or reset link. It reads the token from the fragment, which no browser sends to a server. */
export const PASSWORD_PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>Set your password · Latchkey</title>
<link rel="stylesheet" href="/password-page.css">
</head>
<body>
<main>
<h1>Set your password</h1>
<form id="form" novalidate>
<label for="password">New password</label>
<input id="password" type="password" autocomplete="new-password" required aria-describedby="hint message">
<p id="hint">At least 15 characters, unless your organisation has rules of its own: you are told when one is not met. A few unrelated words are easy to remember and hard to guess.</p>
<label class="check"><input id="show" type="checkbox"> Show the password</label>
<button id="submit" type="submit">Set password</button>
<p id="message" role="status"></p>
</form>
<noscript><p>This page needs JavaScript, or use PATCH /v1/auth/password/{token}/activate.</p></noscript>
</main>
<script src="/password-page.js"></script>
</body>
</html>
`;

export const PASSWORD_PAGE_STYLE = `:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { margin: 0; display: grid; min-height: 100vh; place-items: center; }
main { width: min(26rem, 100% - 2rem); }
h1 { font-size: 1.5rem; }
label { display: block; font-weight: 600; }
.check { font-weight: 400; margin: .5rem 0 1rem; }
input[type="password"], input[type="text"] { box-sizing: border-box; width: 100%; font: inherit; padding: .5rem; border: 1px solid GrayText; border-radius: .25rem; }
button { font: inherit; padding: .5rem 1rem; border: 1px solid; border-radius: .25rem; cursor: pointer; }
#hint { margin: .25rem 0; font-size: .875rem; }
#message:empty { display: none; }
`;

export const PASSWORD_PAGE_SCRIPT = `'use strict';
const purpose = location.pathname === '/reset' ? 'reset' : 'activate';
const token = new URLSearchParams(location.hash.slice(1)).get('token') ?? '';
// the token must not stay in the address bar, the history or a shared screen
history.replaceState(null, '', location.pathname);
const [form, password, show, submit, message] = ['form', 'password', 'show', 'submit', 'message'].map((id) => document.getElementById(id));

function say(text, isError) {
  message.textContent = text;
  message.setAttribute('role', isError ? 'alert' : 'status');
}

show.addEventListener('change', () => { password.type = show.checked ? 'text' : 'password'; });
form.addEventListener('submit', async (event) => {
  event.preventDefault();
  submit.disabled = true;
  say('Setting ...', false);
  try {
    const answer = await fetch('/v1/auth/password/' + encodeURIComponent(token) + '/' + purpose, {
      method: 'PATCH',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ password: password.value }),
    });
    if (answer.status === 204) {
      form.replaceChildren(message);
      say('Your password is set. You can log in now.', false);
      return;
    }
    const { message: text, details } = await answer.json();
    say(details?.password ? 'The password ' + details.password + '.' : text, true);
  } catch {
    say('The service cannot be reached. Nothing was changed; try again.', true);
  }
  submit.disabled = false;
});
if (!token) {
  form.replaceChildren(message);
  say('This address lacks its token. Open the whole link that you were given.', true);
}
`;
