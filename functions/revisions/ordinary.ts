/** A run that asks for nothing beside its period: every report of the programmes in force, published where something is new. */
export const ORDINARY = {
  programmes: null,
  reports: null,
  refresh: false,
  provisional: false,
  reissue: false,
  preview: false,
} as const;
