import { Controller, Get, Header } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Public } from '#access';
import { PASSWORD_PAGE, PASSWORD_PAGE_SCRIPT, PASSWORD_PAGE_STYLE } from './password-page.js';

const HTML = 'text/html; charset=utf-8';
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; form-action 'none'; frame-ancestors 'none'; base-uri 'none'";

/** Where activation and reset links lead: one small page that sets a password through the public API. */
@ApiExcludeController()
@Controller()
export class PasswordPageController {
  @Get(['activate', 'reset'])
  @Public()
  @Header('Content-Type', HTML)
  @Header('Content-Security-Policy', POLICY)
  page(): string {
    return PASSWORD_PAGE;
  }

  @Get('password-page.css')
  @Public()
  @Header('Content-Type', 'text/css; charset=utf-8')
  style(): string {
    return PASSWORD_PAGE_STYLE;
  }

  @Get('password-page.js')
  @Public()
  @Header('Content-Type', 'text/javascript; charset=utf-8')
  script(): string {
    return PASSWORD_PAGE_SCRIPT;
  }
}
