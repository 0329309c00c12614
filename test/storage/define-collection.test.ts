import { defineCollection, schemaOf, type DocumentOf } from '../../src/storage/define-collection.ts';
import { data, flag, id, instant, integer, optional, orNull, text } from '../../src/storage/fields.ts';

const parcels = defineCollection({
  name: 'parcels',
  fields: {
    _id: id(),
    state: text<'packed' | 'sent'>(),
    weight: orNull(integer()),
    packedAt: instant(),
    insured: flag(),
    address: data<{ city: string }>(),
    remark: optional(text()),
  },
  indexes: [
    { keys: { state: 1, _id: -1 } },
    { keys: { 'address.city': 1 }, unique: true, partial: { state: 'packed' } },
  ],
});
type Parcel = DocumentOf<typeof parcels>;

const parcel: Parcel = {
  _id: 'par_1',
  state: 'packed',
  weight: null,
  packedAt: '2026-01-10T09:00:00.000Z',
  insured: false,
  address: { city: 'Chengdu' },
};

describe('the document type of a declared collection', () => {
  it('has the values that the fields say, null and absence included', () => {
    const documents: Parcel[] = [
      parcel,
      { ...parcel, weight: 3, remark: 'fragile' },
      { ...parcel, remark: null },
    ];
    expect(documents).toHaveLength(3);
  });

  it('does not compile with another value, a missing field or an unknown one', () => {
    const { insured: _insured, ...uninsured } = parcel;
    const wrong: Parcel[] = [
      // @ts-expect-error -- no such state
      { ...parcel, state: 'lost' },
      // @ts-expect-error -- not nullable
      { ...parcel, packedAt: null },
      // @ts-expect-error -- not an instant
      { ...parcel, packedAt: 'yesterday' },
      // @ts-expect-error -- nested data keep their type
      { ...parcel, address: { city: 1 } },
      // @ts-expect-error -- a field is missing
      uninsured,
      // @ts-expect-error -- an undeclared field
      { ...parcel, colour: 'red' },
    ];
    expect(wrong).toHaveLength(6);
  });
});

it('an index over a field that does not exist does not compile', () => {
  const declared = defineCollection({
    name: 'crates',
    fields: { _id: id(), state: text() },
    // @ts-expect-error -- there is no such field
    indexes: [{ keys: { status: 1 } }],
  });
  expect(declared.indexes).toHaveLength(1);
});

it('the schema has the declared indexes', () => {
  expect(schemaOf(parcels).indexes()).toEqual([
    [{ state: 1, _id: -1 }, expect.not.objectContaining({ unique: true })],
    [
      { 'address.city': 1 },
      expect.objectContaining({ unique: true, partialFilterExpression: { state: 'packed' } }),
    ],
  ]);
});
