/** Activities of the worked change; they do nothing, because only their order is replayed. */
import { proxyActivities } from '@temporalio/workflow';

export const activities = {
  checkAgreement: () => Promise.resolve(),
  credit: () => Promise.resolve(),
};

export const { checkAgreement, credit } = proxyActivities<typeof activities>({
  startToCloseTimeout: '10 seconds',
});
