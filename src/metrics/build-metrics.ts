/** Which build a process runs, as labels of a metric that is always 1. */
import { Gauge, type Registry } from 'prom-client';
import { productVersion } from '../infra/product-version.ts';

export function buildMetrics(registry: Registry, build: string): void {
  const info = new Gauge({
    name: 'build_info',
    help: 'Always 1; the labels are the version of the product, its build, and the version of Node.',
    labelNames: ['version', 'build', 'node'] as const,
    registers: [registry],
  });
  info.set({ version: productVersion(), build, node: process.version }, 1);
}
