declare module "asl-validator" {
  export default function aslValidator(
    definition: unknown,
    options?: { checkArn?: boolean; checkPaths?: boolean },
  ): { readonly isValid: boolean; errorsText(separator: string): string };
}
