// The manifest with which Excel knows the task pane: Dutch, with English beside it, for one address.

/** Never changes: by it Excel knows that a newer version is the same add-in. */
export const ID = '6f0d1c52-8d0b-4f5e-9a3c-2b7e51c6a914';

/** The lowest version of Excel's interface that has all the pane uses. */
export const EXCEL_API = '1.12';

const TEXTS = {
  name: ['Samenplan', 'Samenplan'],
  description: [
    'Financieel plan voor Samen Opleiden: past het, waar knelt het en waar komt elk getal vandaan. Rekent op uw eigen computer.',
    'Financial plan for teacher-training partnerships: does it fit, where does it pinch and where does each figure come from. Calculates on your own computer.',
  ],
};

/** What the ribbon says; short texts up to 125 characters, long ones up to 250. */
const SHORT = {
  'Group.Label': ['Samenplan', 'Samenplan'],
  'Open.Label': ['Plan openen', 'Open plan'],
  'Calculate.Label': ['Bereken', 'Calculate'],
  'Explain.Label': ['Leg deze cel uit', 'Explain this cell'],
  'Started.Title': ['Samenplan staat klaar', 'Samenplan is ready'],
};
const LONG = {
  'Open.Tip': [
    'Open een voorbeeld, een plan of lijsten in het taakvenster.',
    'Open an example, a plan or lists in the task pane.',
  ],
  'Calculate.Tip': [
    'Reken het plan door en zie per variant of het past.',
    'Calculate the plan and see for each variant whether it fits.',
  ],
  'Explain.Tip': [
    'Zie van een getal de regel, de invoer en de bron.',
    'See the rule, the inputs and the source of a figure.',
  ],
  'Started.Text': [
    'Kies Plan openen op het tabblad Start om te beginnen.',
    'Choose Open plan on the Home tab to begin.',
  ],
};

const BUTTONS = [
  { id: 'Open', task: 'openen' },
  { id: 'Calculate', task: 'bereken' },
  { id: 'Explain', task: 'uitleg' },
];
const ICONS = [16, 32, 80];

const inXml = (text) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

const both = (element, id, [dutch, english]) =>
  `<${element}${id === null ? '' : ` id="${id}"`} DefaultValue="${inXml(dutch)}">` +
  `<${id === null ? '' : 'bt:'}Override Locale="en-US" Value="${inXml(english)}"/></${element}>`;

/**
 * @param {{ base: string, version: string }} options the https address of the pane's folder; the version as `0.1.0`
 * @returns {string}
 */
export function manifestXml({ base, version }) {
  const at = (name) => inXml(new URL(name, base.endsWith('/') ? base : `${base}/`).href);
  const page = (task) => at(`excel.html?taak=${task}`);
  const images = ICONS.map((size) => `<bt:Image size="${size}" resid="Icon.${size}"/>`).join('');
  const control = ({ id, task }) => `
              <Control xsi:type="Button" id="Samenplan.${id}">
                <Label resid="${id}.Label"/>
                <Supertip>
                  <Title resid="${id}.Label"/>
                  <Description resid="${id}.Tip"/>
                </Supertip>
                <Icon>${images}</Icon>
                <Action xsi:type="ShowTaskpane">
                  <TaskpaneId>Samenplan.${task}</TaskpaneId>
                  <SourceLocation resid="${id}.Url"/>
                </Action>
              </Control>`;
  const lines = (items) => items.join('\n        ');
  return `<?xml version="1.0" encoding="UTF-8"?>
<OfficeApp xmlns="http://schemas.microsoft.com/office/appforoffice/1.1" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:bt="http://schemas.microsoft.com/office/officeappbasictypes/1.0" xmlns:ov="http://schemas.microsoft.com/office/taskpaneappversionoverrides" xsi:type="TaskPaneApp">
  <Id>${ID}</Id>
  <Version>${version}.0</Version>
  <ProviderName>Samenplan</ProviderName>
  <DefaultLocale>nl-NL</DefaultLocale>
  ${both('DisplayName', null, TEXTS.name)}
  ${both('Description', null, TEXTS.description)}
  <IconUrl DefaultValue="${at('assets/icon-32.png')}"/>
  <HighResolutionIconUrl DefaultValue="${at('assets/icon-64.png')}"/>
  <SupportUrl DefaultValue="${at('index.html')}"/>
  <Hosts>
    <Host Name="Workbook"/>
  </Hosts>
  <Requirements>
    <Sets DefaultMinVersion="${EXCEL_API}">
      <Set Name="ExcelApi"/>
    </Sets>
  </Requirements>
  <DefaultSettings>
    <SourceLocation DefaultValue="${page('openen')}"/>
  </DefaultSettings>
  <Permissions>ReadWriteDocument</Permissions>
  <VersionOverrides xmlns="http://schemas.microsoft.com/office/taskpaneappversionoverrides" xsi:type="VersionOverridesV1_0">
    <Requirements>
      <bt:Sets DefaultMinVersion="${EXCEL_API}">
        <bt:Set Name="ExcelApi"/>
      </bt:Sets>
    </Requirements>
    <Hosts>
      <Host xsi:type="Workbook">
        <DesktopFormFactor>
          <GetStarted>
            <Title resid="Started.Title"/>
            <Description resid="Started.Text"/>
            <LearnMoreUrl resid="Home.Url"/>
          </GetStarted>
          <ExtensionPoint xsi:type="PrimaryCommandSurface">
            <OfficeTab id="TabHome">
              <Group id="Samenplan.Group">
                <Label resid="Group.Label"/>
                <Icon>${images}</Icon>${BUTTONS.map(control).join('')}
              </Group>
            </OfficeTab>
          </ExtensionPoint>
        </DesktopFormFactor>
      </Host>
    </Hosts>
    <Resources>
      <bt:Images>
        ${lines(ICONS.map((size) => `<bt:Image id="Icon.${size}" DefaultValue="${at(`assets/icon-${size}.png`)}"/>`))}
      </bt:Images>
      <bt:Urls>
        <bt:Url id="Home.Url" DefaultValue="${at('index.html')}"/>
        ${lines(BUTTONS.map(({ id, task }) => `<bt:Url id="${id}.Url" DefaultValue="${page(task)}"/>`))}
      </bt:Urls>
      <bt:ShortStrings>
        ${lines(Object.entries(SHORT).map(([id, texts]) => both('bt:String', id, texts)))}
      </bt:ShortStrings>
      <bt:LongStrings>
        ${lines(Object.entries(LONG).map(([id, texts]) => both('bt:String', id, texts)))}
      </bt:LongStrings>
    </Resources>
  </VersionOverrides>
</OfficeApp>
`;
}
