import { readFileSync } from 'node:fs';
import { main, OLDEST_NODE } from '../../src/cli/main.ts';
import { projectPath } from '../../src/infra/project-root.ts';

describe('main', () => {
  afterEach(() => jest.restoreAllMocks());

  test('needs the Node that package.json names', () => {
    const { engines } = JSON.parse(readFileSync(projectPath('package.json'), 'utf8')) as {
      engines: { node: string };
    };
    expect(engines.node).toBe(`>=${OLDEST_NODE}`);
  });

  test.each(['v18.20.8', 'v20.9.0', 'v9.11.2'])(
    'says so in a sentence on %s, before it loads anything',
    async (old) => {
      const written = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
      jest.spyOn(process, 'exit').mockImplementation((code) => {
        throw new Error(`exit ${String(code)}`);
      });
      await expect(main(['api'], {}, old)).rejects.toThrow('exit 1');
      expect(written.mock.calls.join('')).toContain(
        `Node ${OLDEST_NODE} or newer is needed, and this is Node`,
      );
    },
  );
});
