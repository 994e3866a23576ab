/** The version of package.json, put in by the build. */
declare const SAMENPLAN_VERSION: string;
