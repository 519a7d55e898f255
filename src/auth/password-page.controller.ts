import { applyDecorators, Controller, Get, Header } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Public } from '#access';
import { pageHeaders, pagePolicy } from '#http';
import { PASSWORD_PAGE, PASSWORD_PAGE_SCRIPT, PASSWORD_PAGE_STYLE } from './password-page.js';

const POLICY = pagePolicy({ 'script-src': "'self'", 'style-src': "'self'", 'connect-src': "'self'" });

/** The headers of a page or of a file of one. */
const PageHeaders = (type: string, policy = pagePolicy({})) =>
  applyDecorators(
    Header('Content-Type', `${type}; charset=utf-8`),
    ...Object.entries(pageHeaders(policy)).map(([name, value]) => Header(name, value)),
  );

/** Where activation and reset links lead: one small page that sets a password through the public API. */
@ApiExcludeController()
@Controller()
export class PasswordPageController {
  @Get(['activate', 'reset'])
  @Public()
  @PageHeaders('text/html', POLICY)
  page(): string {
    return PASSWORD_PAGE;
  }

  @Get('password-page.css')
  @Public()
  @PageHeaders('text/css')
  style(): string {
    return PASSWORD_PAGE_STYLE;
  }

  @Get('password-page.js')
  @Public()
  @PageHeaders('text/javascript')
  script(): string {
    return PASSWORD_PAGE_SCRIPT;
  }
}
