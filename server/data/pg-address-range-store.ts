import type { AddressRange, AddressRangeStore } from '#domain/access/address-range-store.ts';
import { first, iso, type Queryable, rows, written } from './pg-statement.ts';

const columns = `id, range, note, ${iso('created_at')} AS "createdAt"`;

const list = {
  name: 'address-range-list',
  text: `SELECT ${columns} FROM address_ranges ORDER BY family(range::cidr), range::cidr`,
};
const insert = {
  name: 'address-range-insert',
  text: `INSERT INTO address_ranges (id, range, note, created_at) VALUES ($1, $2::cidr::text, $3, $4)
         ON CONFLICT (range) DO NOTHING`,
};
const remove = {
  name: 'address-range-delete',
  text: `DELETE FROM address_ranges WHERE id = $1 RETURNING ${columns}`,
};

export function pgAddressRangeStore(client: Queryable): AddressRangeStore {
  return {
    list: () => rows<AddressRange>(client, list, []),
    async insert({ id, range, note, createdAt }) {
      return (await written(client, insert, [id, range, note, createdAt])) === 1;
    },
    delete: (id) => first<AddressRange>(client, remove, [id]),
  };
}
