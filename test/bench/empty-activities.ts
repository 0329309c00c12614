/** Activities that do nothing. */
export interface EmptyActivities {
  first(): Promise<void>;
  second(): Promise<void>;
  third(): Promise<void>;
}

export function createEmptyActivities(): EmptyActivities {
  const nothing = (): Promise<void> => Promise.resolve();
  return { first: nothing, second: nothing, third: nothing };
}
