/**
 * The looks of the pages behind sign-off links. Colors are the console's (`src/console/theme/tokens.css`, a test compares them);
 * the pages load nothing, so they bring their style along.
 */
import { createHash } from 'node:crypto';

/** Each color for light and dark. */
const COLORS = {
  ground: ['#f5f7fa', '#11161d'],
  surface: ['#ffffff', '#1a212b'],
  line: ['#d5dbe3', '#364253'],
  'line-strong': ['#7a8696', '#7d8b9d'],
  text: ['#18202b', '#e8edf3'],
  'text-quiet': ['#4f5b6b', '#a9b5c4'],
  accent: ['#175cc4', '#7fb2ff'],
  'on-accent': ['#ffffff', '#0b1a30'],
  good: ['#17693a', '#7ed6a0'],
  'good-soft': ['#dff3e6', '#163524'],
  danger: ['#a91d2b', '#ff9ea4'],
  'danger-soft': ['#fde5e7', '#43191e'],
  'on-danger': ['#ffffff', '#33070b'],
} as const;

const TOKENS = Object.entries(COLORS)
  .map(([name, [light, dark]]) => `--${name}:light-dark(${light},${dark})`)
  .join(';');

export const STYLE = `:root{color-scheme:light dark;${TOKENS}}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--text);font:1rem/1.5 system-ui,-apple-system,'Segoe UI','PingFang SC','Microsoft YaHei','Noto Sans CJK SC',sans-serif}
header{display:flex;align-items:center;justify-content:space-between;gap:1rem;padding:.25rem 1rem;border-bottom:1px solid var(--line);background:var(--surface)}
header strong{font-weight:650}
header a{display:flex;align-items:center;justify-content:center;min-width:2.75rem;min-height:2.75rem;padding:0 .5rem}
main{display:grid;gap:1rem;max-width:42rem;margin:0 auto;padding:1.5rem 1rem 2.5rem}
h1,h2,p{margin:0;line-height:1.3}
p{line-height:1.5}
h1{font-size:1.5rem}
h2{font-size:1.125rem}
a{color:var(--accent);text-underline-offset:.15em}
section{display:grid;gap:.75rem;padding:1rem;border:1px solid var(--line);border-radius:.5rem;background:var(--surface)}
dl{display:grid;gap:.75rem 1rem;margin:0}
dt{color:var(--text-quiet);font-size:.8125rem}
dd{margin:0;overflow-wrap:anywhere;white-space:pre-line}
img{display:block;max-width:100%;max-height:24rem;margin-top:.5rem;border:1px solid var(--line);border-radius:.25rem}
.file{display:inline-flex;align-items:center;min-height:2.75rem}
form{display:grid;gap:.75rem}
label{display:grid;gap:.25rem;color:var(--text-quiet);font-size:.8125rem}
input,textarea{width:100%;min-height:2.75rem;padding:.5rem .75rem;border:1px solid var(--line-strong);border-radius:.25rem;background:var(--surface);color:var(--text);font:inherit;font-size:1rem}
textarea{min-height:6rem;resize:vertical}
[aria-invalid]{border:2px solid var(--danger)}
button,.button{display:flex;align-items:center;justify-content:center;min-height:3rem;padding:.5rem 1rem;border:0;border-radius:.25rem;background:var(--accent);color:var(--on-accent);font:inherit;font-weight:600;text-decoration:none;cursor:pointer}
button.danger{background:var(--danger);color:var(--on-danger)}
summary{display:flex;align-items:center;min-height:2.75rem;color:var(--accent);cursor:pointer}
details button{width:100%}
details>*+*{margin-top:.75rem}
.second{border:1px solid var(--line-strong);background:var(--surface);color:var(--text);list-style:none}
.second::-webkit-details-marker{display:none}
.signing{display:grid;grid-template-columns:1fr 1fr;gap:1rem}
.signing p{min-height:6rem;padding:.5rem;border:1px solid var(--line);color:var(--text-quiet);font-size:.8125rem}
.error{color:var(--danger);font-size:.875rem}
.notice{padding:1rem;border-inline-start:4px solid var(--danger);border-radius:.25rem;background:var(--danger-soft)}
.good{padding:1rem;border-inline-start:4px solid var(--good);border-radius:.25rem;background:var(--good-soft)}
.quiet{color:var(--text-quiet);font-size:.8125rem}
code{display:block;font-family:ui-monospace,Menlo,Consolas,monospace;font-size:.8125rem;overflow-wrap:anywhere}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
[tabindex='-1']:focus-visible{outline:none}
@media (width>=40rem){dl{grid-template-columns:1fr 1fr}dl .wide{grid-column:1/-1}}
@page{size:A4;margin:14mm 18mm}
@media print{
:root{color-scheme:light}
body{background:none;font-size:9.5pt;line-height:1.35}
p,code{line-height:1.35}
h2{font-size:11pt}
.signing p{min-height:22mm;font-size:8pt}
dt,code,.quiet{font-size:8pt}
header,.unprinted{display:none}
main{max-width:none;padding:0;gap:.45rem}
section,.signing{break-inside:avoid}
section{gap:.3rem;padding:.5rem;border-color:#999;border-radius:0}
dl{grid-template-columns:1fr 1fr;gap:.25rem 1rem}
dl .wide{grid-column:1/-1}
h1{font-size:18pt}
}`;

const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64');

/** Nothing is loaded but the photo of the delivery, which this host serves. */
export const CONTENT_POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${STYLE_HASH}'`,
  "img-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');
