/** The least that Express does for a usage: a process with one route that parses the body and returns a constant. */
import express from 'express';
import { CONSTANT_VARIABLES } from './bench-api.ts';

const app = express();
const answer: unknown = JSON.parse(process.env[CONSTANT_VARIABLES.answer] ?? '{}');
app.post('/v1/usages', express.json({ limit: '1mb' }), (_request, response) => {
  response.status(201).json(answer);
});
app.get('/healthz', (_request, response) => {
  response.end();
});
app.listen(Number(process.env[CONSTANT_VARIABLES.port]), '127.0.0.1');
// It ends with the process that started it.
process.once('disconnect', () => process.exit(0));
