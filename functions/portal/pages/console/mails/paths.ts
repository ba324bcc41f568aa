/** Where links, and who is written to, are looked after. */
export const LINKS_PATH = "/quan-tri/lien-ket";

/** Where a recipient is added or changed. */
export const RECIPIENT_PATH = `${LINKS_PATH}/nguoi-nhan`;

/** Where a list of recipients is given, and where it is stored once somebody has looked at it. */
export const LIST_PATH = `${LINKS_PATH}/nhap`;
export const LIST_STORE_PATH = `${LIST_PATH}/luu`;

/** Where mails about a revision are sent again. */
export const AGAIN_PATH = `${LINKS_PATH}/gui-lai`;

/** The page of a province's links and recipients. */
export const linksAddress = (province: string, more: Readonly<Record<string, string>> = {}): string =>
  `${LINKS_PATH}?${new URLSearchParams({ tinh: province, ...more })}`;
