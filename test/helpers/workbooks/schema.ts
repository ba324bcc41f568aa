import validate from "@ooxml-tools/validate";

/**
 * What Microsoft's own validator (Open XML SDK, as WebAssembly) finds in a workbook: elements, attributes and values
 * against the schemas of Office 2019, relations and references. None for a workbook that opens without repair. Takes
 * seconds for the workbook of a department, a minute for that of a province.
 */
export async function schemaFaults(bytes: Uint8Array): Promise<string[]> {
  const found = await validate(bytes, "xlsx", "Office2019");
  return found.map(({ path, description }) => `${path.partUri} ${path.xpath}: ${description}`);
}
