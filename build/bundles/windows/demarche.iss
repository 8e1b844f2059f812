; The installer for Windows, made by Inno Setup 6.3 or newer: iscc /DVersion=1.2.3 demarche.iss
; Installs for one person without asking for an administrator, or for everybody.

#ifndef Version
  #define Version "0.0.0"
#endif

[Setup]
AppId={{6C7B0B0E-4D55-4C1B-9A53-2D1D33B5A7F4}
AppName=Demarche
AppVersion={#Version}
VersionInfoVersion={#Version}
AppPublisher=The Demarche developers
DefaultDirName={autopf}\Demarche
DefaultGroupName=Demarche
DisableProgramGroupPage=yes
PrivilegesRequired=lowest
PrivilegesRequiredOverridesAllowed=dialog
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
ChangesAssociations=yes
Compression=lzma2/max
SolidCompression=yes
LicenseFile=..\..\..\LICENSE
OutputDir=..\..\..\dist
OutputBaseFilename=demarche-{#Version}-setup
SetupIconFile=..\..\..\dist\work\icons\demarche.ico
UninstallDisplayIcon={app}\demarche-window.exe
WizardStyle=modern

[Languages]
Name: "en"; MessagesFile: "compiler:Default.isl"
Name: "de"; MessagesFile: "compiler:Languages\German.isl"
Name: "fr"; MessagesFile: "compiler:Languages\French.isl"

[Tasks]
Name: "desktopicon"; Description: "{cm:CreateDesktopIcon}"; Flags: unchecked

[Files]
Source: "..\..\..\dist\demarche\*"; DestDir: "{app}"; Flags: recursesubdirs createallsubdirs ignoreversion

[Icons]
Name: "{group}\Demarche"; Filename: "{app}\demarche-window.exe"
Name: "{autodesktop}\Demarche"; Filename: "{app}\demarche-window.exe"; Tasks: desktopicon

[Registry]
Root: HKA; Subkey: "Software\Classes\.demarche"; ValueType: string; ValueData: "Demarche.Project"; Flags: uninsdeletevalue
Root: HKA; Subkey: "Software\Classes\Demarche.Project"; ValueType: string; ValueData: "Demarche project"; Flags: uninsdeletekey
Root: HKA; Subkey: "Software\Classes\Demarche.Project\DefaultIcon"; ValueType: string; ValueData: "{app}\demarche-window.exe,0"
Root: HKA; Subkey: "Software\Classes\Demarche.Project\shell\open\command"; ValueType: string; ValueData: """{app}\demarche-window.exe"" ""%1"""

[Run]
Filename: "{app}\demarche-window.exe"; Description: "{cm:LaunchProgram,Demarche}"; Flags: nowait postinstall skipifsilent
