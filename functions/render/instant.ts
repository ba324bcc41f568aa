/** An RFC 3339 instant; its offset is required, or the bytes would depend on the host's zone. */
export function instantOf(dataAsOf: string): Date {
  const instant = new Date(dataAsOf);
  if (Number.isNaN(instant.getTime()) || !/(Z|[+-]\d\d:\d\d)$/i.test(dataAsOf)) {
    throw new RangeError(`dataAsOf "${dataAsOf}" is not an RFC 3339 instant`);
  }
  return instant;
}
