/** Starts the console in the page. */
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/app.tsx';
import { preloadPage } from './app/routes.ts';
import './theme/tokens.css';
import './theme/base.css';

const root = document.getElementById('console');
if (root === null) throw new Error('the page has no element for the console');
preloadPage(location.pathname);
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
