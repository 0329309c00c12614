import { tuneBuffers } from '../../src/temporal/worker-tuning.ts';

const { poolSize } = Buffer;
afterEach(() => {
  Buffer.poolSize = poolSize;
});

test('what the SDK retains of a cached workflow retains little more than itself', () => {
  tuneBuffers();
  // The slab in use stays in use until it is full.
  for (let filled = 0; filled < 8_192; filled += 100) Buffer.allocUnsafe(100);
  for (const bytes of [100, 600, 2_000]) {
    expect(Buffer.allocUnsafe(bytes).buffer.byteLength).toBeLessThanOrEqual(Math.max(bytes, 1_024));
  }
});
