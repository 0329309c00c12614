import mongoose from 'mongoose';
import { Connection } from '@temporalio/client';
import { SEARCH_ATTRIBUTES } from '../../src/domain/search-attributes.ts';
import { freshDatabaseName, testServers } from '../support/servers.ts';

describe('the servers of a test run', () => {
  test('MongoDB runs transactions', async () => {
    const client = new mongoose.mongo.MongoClient(testServers().mongodbUri);
    const facts = client.db(freshDatabaseName()).collection('facts');
    await facts.insertOne({ outside: true });
    await client.withSession((session) => session.withTransaction(() => facts.insertOne({}, { session })));
    expect(await facts.countDocuments()).toBe(2);
    await client.close();
  });

  test('Temporal knows the search attributes of orders and retains closed workflows for months', async () => {
    const connection = await Connection.connect({ address: testServers().temporalAddress });
    const { customAttributes } = await connection.operatorService.listSearchAttributes({
      namespace: 'default',
    });
    const { config } = await connection.workflowService.describeNamespace({ namespace: 'default' });
    expect(Object.keys(customAttributes).sort()).toEqual(SEARCH_ATTRIBUTES.map(({ name }) => name).sort());
    expect(Number(config?.workflowExecutionRetentionTtl?.seconds)).toBeGreaterThanOrEqual(30 * 86_400);
    await connection.close();
  });
});
