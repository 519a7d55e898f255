import './login/link-token.js';
import { CSPProvider } from '@base-ui/react/csp-provider';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Fault } from './api/fault.js';
import { session } from './session/current.js';
import { router } from './shell/routes.js';
import './styles/tokens.css';
import './styles/parts.css';
import './styles/layout.css';
import './styles/sections.css';
import { Announcer } from './ui/announcer.js';

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      // what was refused is refused the next time too
      retry: (count, error) =>
        count < 2 && ['Unreachable', 'ServiceUnavailable'].includes(Fault.of(error).code),
    },
  },
});
// what one person saw is not the next one's to see
session.subscribe(() => {
  if (session.state === 'signedOut') queries.clear();
});

const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <StrictMode>
      <CSPProvider disableStyleElements>
        <QueryClientProvider client={queries}>
          <Announcer>
            <RouterProvider router={router} />
          </Announcer>
        </QueryClientProvider>
      </CSPProvider>
    </StrictMode>,
  );
}
void session.resume();
