/** One product for all tests of a file, since starting it takes seconds. */
import { productPlace, RunningProduct } from '../support/running-product.ts';

/** Long enough to build before the first start on a busy machine. */
const START_MS = 150_000;

/** Starts the product before the tests of the file and stops it after them. Returns a getter for use in tests. */
export function productOfThisFile(environment: NodeJS.ProcessEnv = {}): () => RunningProduct {
  let product: RunningProduct | undefined;
  beforeAll(async () => {
    product = await RunningProduct.start(await productPlace(environment));
  }, START_MS);
  afterAll(async () => {
    await product?.stop();
    product?.place.remove();
  });
  return () => {
    if (product === undefined) throw new Error('the product has not been started');
    return product;
  };
}
