/**
 * Stands in for `mongodump` and `mongorestore` where they are not installed. It accepts the options that the runbook uses,
 * refuses what they refuse, and works as they do with `--oplog`: collections are read one after the other while others
 * write, and the restore replays the oplog of that time, so that all collections are of one instant. The archive has a
 * format of its own, users are left alone, and the server's own databases are left out.
 */
import { createReadStream, createWriteStream, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { createGunzip, createGzip } from 'node:zlib';
import mongoose from 'mongoose';

const { BSON, MongoClient } = mongoose.mongo;
const OWN_DATABASES = ['admin', 'config', 'local'];
const MOST_INSERTED = 1_000;

const [program, ...words] = process.argv.slice(2);
// Without a value the archive is the standard output or input.
const given = words.map((word) => (word === '--archive' ? '--archive=' : word));
const flag = { type: 'boolean', default: false };
const { values: options } = parseArgs({
  args: given,
  options: {
    config: { type: 'string' },
    uri: { type: 'string' },
    port: { type: 'string', default: '27017' },
    username: { type: 'string' },
    authenticationDatabase: { type: 'string' },
    gzip: flag,
    archive: { type: 'string' },
    ...(program === 'mongodump' ? { oplog: flag } : { drop: flag, oplogReplay: flag }),
  },
});
if (!options.gzip || options.archive === undefined) throw new Error('only --gzip --archive is known here');

const client = await MongoClient.connect(...connection());
try {
  if (program === 'mongodump') await dump();
  else await restore();
} finally {
  await client.close();
}

/** The configuration file has lines such as `uri: mongodb://…` and `password: …`. */
function connection() {
  const lines = options.config === undefined ? [] : readFileSync(options.config, 'utf8').trim().split('\n');
  const { uri = options.uri, password } = Object.fromEntries(lines.map((line) => line.split(/: (.*)/s)));
  if (uri !== undefined) return [uri];
  const { username, authenticationDatabase: authSource } = options;
  const auth = username === undefined ? {} : { auth: { username, password }, authSource };
  return [`mongodb://127.0.0.1:${options.port}/`, { directConnection: true, ...auth }];
}

async function dump() {
  if (!options.oplog) throw new Error('without --oplog the collections are of different instants');
  const target =
    options.archive === '' ? process.stdout : createWriteStream(options.archive, { mode: 0o600 });
  await pipeline(lines, createGzip(), target);

  async function* lines() {
    const since = await lastOperation();
    for (const database of await databases()) {
      for (const { name, options: settings } of await database
        .listCollections({ type: 'collection' })
        .toArray()) {
        const collection = database.collection(name);
        const place = { db: database.databaseName, name };
        yield line({ collection: { ...place, settings, indexes: await collection.indexes() } });
        for await (const document of collection.find({}, { promoteValues: false, promoteLongs: false }))
          yield line({ ...place, document });
      }
    }
    const oplog = client.db('local').collection('oplog.rs');
    const until = await lastOperation();
    const meanwhile = oplog.find({ ts: { $gt: since, $lte: until } }, { promoteValues: false });
    for await (const { op, ns, o, o2 } of meanwhile.sort({ $natural: 1 }))
      yield line({ operation: { op, ns, o, o2 } });
  }
}

async function restore() {
  if (!options.drop || !options.oplogReplay)
    throw new Error('a consistent restore needs --drop --oplogReplay');
  const source = options.archive === '' ? process.stdin : createReadStream(options.archive);
  let waiting = [];
  for await (const text of createInterface({ input: source.pipe(createGunzip()) })) {
    const { collection, db, name, document, operation } = BSON.EJSON.parse(text, { relaxed: false });
    if (waiting.length === MOST_INSERTED || (waiting.length > 0 && document === undefined)) await inserted();
    if (collection !== undefined) await create(collection);
    if (document !== undefined) waiting.push({ db, name, document });
    if (operation !== undefined) await replay(operation);
  }
  if (waiting.length > 0) await inserted();

  async function inserted() {
    const [{ db, name }] = waiting;
    await client
      .db(db)
      .collection(name)
      .insertMany(waiting.map(({ document }) => document));
    waiting = [];
  }
}

async function create({ db, name, settings, indexes }) {
  const database = client.db(db);
  await database.dropCollection(name).catch((error) => {
    if (error.codeName !== 'NamespaceNotFound') throw error;
  });
  await database.createCollection(name, settings);
  const further = indexes.filter((index) => index.name !== '_id_').map(({ v: _v, ...index }) => index);
  if (further.length > 0) await database.command({ createIndexes: name, indexes: further });
}

/** A transaction is one entry with its operations inside. */
async function replay({ op, ns, o, o2 }) {
  const namespace = String(ns);
  if (op === 'c' && Array.isArray(o.applyOps)) {
    if (o.partialTxn !== undefined || o.prepare !== undefined)
      throw new Error('the transaction is too large for this');
    for (const one of o.applyOps) await replay(one);
    return;
  }
  if (op === 'n' || OWN_DATABASES.includes(namespace.split('.')[0])) return;
  if (op === 'c') throw new Error(`a command is not replayed here: ${Object.keys(o)[0]} in ${namespace}`);
  await client.db('admin').command({ applyOps: [{ op, ns, o, ...(o2 === undefined ? {} : { o2 }) }] });
}

async function databases() {
  const { databases: found } = await client.db('admin').admin().listDatabases({ nameOnly: true });
  return found.filter(({ name }) => !OWN_DATABASES.includes(name)).map(({ name }) => client.db(name));
}

async function lastOperation() {
  const [last] = await client
    .db('local')
    .collection('oplog.rs')
    .find()
    .sort({ $natural: -1 })
    .limit(1)
    .toArray();
  return last.ts;
}

function line(entry) {
  return `${BSON.EJSON.stringify(entry, { relaxed: false })}\n`;
}
