/** Where the operations stand, within a town. A change that breaks clients gets another number. */
export const apiPath = "/api/v1";
