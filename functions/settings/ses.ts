import { SETTING } from "../settings.ts";
import { type Environment, METRICS, unlessEmpty } from "./values.ts";

/** What sending by Amazon SES needs to know. */
export interface SesSettings {
  readonly configurationSet: string | null;
  /** Namespace of our own metrics, in which refused mails are counted. */
  readonly metrics: string | null;
}

/** How mails are sent from AWS, beside what every place has; null for what is not set. Throws SettingInvalid. */
export const readSesSettings = (env: Environment): SesSettings => ({
  configurationSet: unlessEmpty(env, SETTING.mailConfigurationSet, /^[A-Za-z0-9_-]{1,64}$/, "BaoCao-prod"),
  metrics: unlessEmpty(env, SETTING.metrics, METRICS, "BaoCao-prod"),
});
