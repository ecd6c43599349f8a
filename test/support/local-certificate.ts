/** A certificate for localhost that nobody vouches for, with its key: for servers of the tests and nothing else. */
export const localCertificate = {
  key: `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQghK+X8n68YyxGHVyM
F+gA1+vZMI6m0qkHyrVcbvp8jBmhRANCAAT6VO/iY34AF9FlaywezvtwZ2WaR+xm
/y34/dHWKh8b55wZNyNxlqa9BA8fnM4FdUcVZDj89o7FurgE1Ar8GSBB
-----END PRIVATE KEY-----
`,
  cert: `-----BEGIN CERTIFICATE-----
MIIBfzCCASWgAwIBAgIUKFPIQTbS55hfk2XGngDy++TNw24wCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyOTE5MzEwOFoYDzIxMjYxMTA1
MTkzMTA4WjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAAT6VO/iY34AF9FlaywezvtwZ2WaR+xm/y34/dHWKh8b55wZNyNxlqa9
BA8fnM4FdUcVZDj89o7FurgE1Ar8GSBBo1MwUTAdBgNVHQ4EFgQUuid66iKwjAR7
yV4xZOve5G3purgwHwYDVR0jBBgwFoAUuid66iKwjAR7yV4xZOve5G3purgwDwYD
VR0TAQH/BAUwAwEB/zAKBggqhkjOPQQDAgNIADBFAiBkq3eSDNME9lWtu9EVKOIq
nsnpDPa/FcnD9yqdb8sYXQIhAMf6MPqvFyvA1IiNFr6nIDcGK+EekkuY3qXqxU31
bl+x
-----END CERTIFICATE-----
`,
}
